"""Long work that outlives the process that asked for it, kept beside the project's database."""

from nlp.jobs.asking import DurableJobs
from nlp.jobs.lock import at_work
from nlp.jobs.place import jobs_file, lock_file
from nlp.jobs.working import Worker

__all__ = ["DurableJobs", "Worker", "at_work", "jobs_file", "lock_file"]
