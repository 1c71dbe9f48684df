"""The composition root: the only place that knows concrete classes. Carries effects out, posts events back."""
