"""vires: holds procedural claims in drafts about UK intellectual-property disputes against rule files of the law."""

__version__ = "0.1.0"
