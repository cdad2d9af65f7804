filedesc://x.arc 0.0.0.0 20200101000000 text/plain 4
x
1

http://example.org/ 127.0.0.1 20200101000000 text/plain 5
hello
