"""The central platform of the sandbox: an independent reading of docs/platform-api.yaml. All that it knows is invented.

It imports nothing of the terminal, so that a mistake in reading the contract is not made twice.
"""
