// The one button of the receipt.
"use strict";
document.querySelector("[data-print]").addEventListener("click", () => print());
