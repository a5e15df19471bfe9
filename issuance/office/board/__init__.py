"""管理者の盤: now, any past moment, and how it went over days; no figure of a person."""
