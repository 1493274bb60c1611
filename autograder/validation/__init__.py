"""Prove assignments sound: correct code gets full marks, wrong code does not, and both are explained."""
