"""What the workers of the command tests have besides the scenarios: a command of their own, and pools that may be restarted."""
from celery.worker.control import control_command, inspect_command

from scenarios import app

app.conf.worker_pool_restarts = True


@control_command(args=[("mode", str)], signature="<mode>")
def set_mode(state, mode, **kwargs):
    """Switches the application to another mode."""
    return {"ok": "mode is %s" % mode}


@inspect_command()
def show_kwargs(state, **kwargs):
    """Answers what it was given."""
    return kwargs
