"""The questions, each a pure function of a view: `orgraph.questions` describes them."""

from orgraph.answers.asking import ask, ask_node, unresolved
from orgraph.questions import ABOUT_ONE, QUESTIONS

__all__ = ["ABOUT_ONE", "QUESTIONS", "ask", "ask_node", "unresolved"]
