"""The vocabulary of the flow kernel: `State` and `Turn`, `Event` in, `Effect` and `Screen` out.

Frozen values only. Shared by `flows` (which computes them), `ui` (which renders screens and emits events) and
`kiosk.app` (which carries effects out). Import the modules: ``from flows.model import event, screen``.
"""
