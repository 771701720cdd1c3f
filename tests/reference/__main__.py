"""Write the generated parts of the reference anew: `python -m reference`, in `tests/`."""

from reference.generated import renew
from reference.page import PAGE, read_page

PAGE.write_text(renew(read_page()), encoding="utf-8")
