"""Scenarios: a reorganisation rehearsed.

An organisation in, an ordinary organisation out, and what differs.
"""
