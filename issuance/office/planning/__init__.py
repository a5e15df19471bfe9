"""計画のページの部品: a plan as a form, and what-ifs answered by a process of their own."""
