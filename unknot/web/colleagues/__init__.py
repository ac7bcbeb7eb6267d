"""Colleagues: who works at the practice, inviting somebody, ending access, handing clients over."""
