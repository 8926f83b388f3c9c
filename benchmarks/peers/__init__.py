"""Onus beside other coders, on the same sentences. Their code and data stay outside."""
