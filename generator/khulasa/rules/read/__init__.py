"""Who, what, when: rules that read an article once it is clean. A file a subject; ``khulasa.chains`` lists them."""
