"""What tests stand on: databases cloned from a template, a Redis and a worker of one's own, a browser."""
