"""A posting, the resume, and what one shows of the other. Pure: text and documents in, findings out.

`reading` makes a `Posting` of a text, `evidence` matches its requirements with a `Document`, `proposals` makes
`Change`s, and `gate` says of each change whether it claims something that its person has not stated.
`words` tells a text's words, `vocabulary` the names of skills in it and which of them mean the same, `rules` the tables
that all of them read.
"""
