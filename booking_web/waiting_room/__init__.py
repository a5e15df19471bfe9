"""待合室: who wants a new booking waits here at an opening, or while the desk is overrun."""
