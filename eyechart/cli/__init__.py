"""The command line: `eyechart --help`.

    eyechart tasks                    what there is
    eyechart show TASK                make an item, look at it
    eyechart eval MODEL               ask a model, score it
    eyechart diagnose MODEL           ask under many conditions, name the causes, write the page
    eyechart report RUN               the page of a finished run
    eyechart compare RUN RUN          two runs, pair by pair
    eyechart check TASK               does a task keep the contract?
    eyechart certify                  error rates of the verifiers

A mistake of the user's is one line with the remedy and exit code 2; an interrupted run says how it
goes on and exits with 130.  Every listing and result has `--json`.
"""

from eyechart.cli.app import main

__all__ = ["main"]
