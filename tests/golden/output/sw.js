(src/outputs/offline/worker.js, with the shell before it)
