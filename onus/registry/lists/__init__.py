"""Lists that a user has: sanctions lists, actor dictionaries, tables of names.

`reading` gives the entries of a file, `loading` puts them into a store, `matching` links them to
actors, `standing` says who stands on which list.
"""
