"""The guards: each looks for one kind of error and says where it sees it."""
