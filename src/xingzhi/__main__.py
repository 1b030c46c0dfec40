from xingzhi.cli import main

raise SystemExit(main())
