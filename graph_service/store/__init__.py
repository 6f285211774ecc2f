"""The only door to the database: engines, sessions, migrations, and driver errors turned into ours."""
