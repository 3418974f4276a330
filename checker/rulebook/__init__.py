"""rules/ loaded, validated, indexed: the law as typed data. Nothing here reads a draft."""
