"""Reports of one event, and copies of one text: likeness with its reasons, and groups without chains."""
