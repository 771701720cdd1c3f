"""Write the generated parts of the reference anew: `python -m tests.reference`."""

from tests.reference.generated import renew
from tests.reference.page import PAGE, read_page

PAGE.write_text(renew(read_page()), encoding="utf-8")
