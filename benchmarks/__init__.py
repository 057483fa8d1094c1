"""Measures speed as ratios against baselines in the same run: machines are noisy, ratios less
so.
"""
