filedesc://x.arcle.org/ 127.0.0.　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　　1 20200101000000 text/plain 5
hello
