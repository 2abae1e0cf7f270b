"""The look: base templates, components, the one stylesheet. Knows no noun of the domain."""
