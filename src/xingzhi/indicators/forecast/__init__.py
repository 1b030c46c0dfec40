"""What a monthly series will be: a seasonal floor always, a better method only where it beats the floor in back-test.

`methods` and `backtest` are numpy alone; `series` reads a snapshot; `run` puts them together.
"""
