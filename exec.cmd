@rem npm start runs "exec node ...": POSIX shells replace themselves; cmd.exe finds this file instead.
@%*
