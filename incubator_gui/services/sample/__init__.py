"""The sample incubator: fictional, in three languages, loaded and removed by one action."""

from incubator_gui.services.sample.load import load_sample, remove_sample, sample_is_loaded

__all__ = ["load_sample", "remove_sample", "sample_is_loaded"]
