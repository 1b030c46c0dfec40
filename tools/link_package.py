"""Put the working tree on the environment's path and make its `xingzhi` command; nothing is downloaded for it."""

import sys
import sysconfig
from pathlib import Path

root = Path(__file__).resolve().parents[1]
site = Path(sysconfig.get_paths()["purelib"])
(site / "xingzhi.pth").write_text(f"{root / 'src'}\n")
command = Path(sys.prefix) / "bin" / "xingzhi"
command.write_text(f"#!{sys.prefix}/bin/python\nfrom xingzhi.cli import main\n\nraise SystemExit(main())\n")
command.chmod(0o755)
