"""The only place that knows SQLAlchemy and Alembic, and the SQL of the hot reading path."""
