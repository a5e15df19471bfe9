"""保管: boxes from J-LIS, where each card lies, and counts that must agree."""
