# Long checks and generated documents; the tests themselves are `pytest`.
.PHONY: lint certify guessing growth splits bench gallery screenshot

lint:
	ruff format --check .
	ruff check .
	mypy

certify:  ## error rates of every verifier -> docs/CERTIFICATE.md (about two hours on 2 cores)
	eyechart certify --out docs/CERTIFICATE.md

guessing:  ## what the options alone give away -> docs/GUESSING.md (about ten minutes)
	python tools/guessing.py

growth:  ## loads at high levels -> docs/GROWTH.md
	python tools/growth.py

splits:  ## splits and salts share nothing -> docs/SPLITS.md
	python tools/splits.py

bench:  ## ratios against peers and limits -> docs/BENCH.md
	python -m bench

gallery:  ## every task at levels 1, 5, 10 -> docs/GALLERY.md
	python tools/gallery.py
