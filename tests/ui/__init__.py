"""The screens, driven through Textual's pilot; the engine behind them is proved elsewhere."""
