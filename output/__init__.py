"""What leaves the program: answers, exports (``output.exporters``), pictures (``output.html``)."""
