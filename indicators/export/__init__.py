"""Files made for offices: forms that are filled in and come back through the reader."""

from indicators.export.template import TemplateError, template

__all__ = ["TemplateError", "template"]
