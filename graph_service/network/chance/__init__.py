"""What chance alone would give: the laws that gaps are held against, and how many of them may be called findings."""
