"""The rules: ``clean`` (leftovers), ``read`` (who, what, when), ``score`` (which sentences).

Every rule is a plain function named for what it finds; ``khulasa.chains`` lists them in order.
"""
