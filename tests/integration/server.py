"""A framdriftd of a test's own, and the CLI that talks to it."""
import contextlib
import os
import pathlib
import subprocess
import tempfile


class Server:
    def __init__(self, bin_dir, folder):
        self.bin_dir = bin_dir
        self.folder = folder
        self.address = f"unix:{folder}/socket"
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.bin_dir / "framdriftd", "--data-dir", self.folder / "data", "--listen",
             self.address], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if "listening" in line:
                return
        raise SystemExit("the server did not start")

    def restart(self):
        """The same data, after a stop that lets nobody finish."""
        self.process.kill()
        self.process.wait(30)
        self.start()

    def environment(self, tenant):
        return {**os.environ, "PATH": f"{self.bin_dir}:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
                "FRAMDRIFT_SERVER": self.address, "FRAMDRIFT_TENANT": tenant}

    def cli(self, tenant, *words):
        """What `framdrift WORDS` prints; its failure is the test's."""
        done = subprocess.run([self.bin_dir / "framdrift", *words], text=True, check=False,
                              stdout=subprocess.PIPE, env=self.environment(tenant))
        if done.returncode != 0:
            raise SystemExit(f"framdrift {' '.join(words)} ended with {done.returncode}")
        return done.stdout


@contextlib.contextmanager
def running(bin_dir):
    """A server on a socket and in a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        server = Server(pathlib.Path(bin_dir).resolve(), pathlib.Path(name))
        try:
            yield server
        finally:
            server.process.terminate()
            server.process.wait(30)
