filedesc://x.arc 0.0.0.0 20200101000000 text/plain 4
1 0 
http://example.org/ 1.2.3.4 20200101000000 text/html 48
HTTP/1.0 200 OK
Content-Type: text/plain

Words.

