G7001_glbs
f i BC-NWANewsAlert   11-23 0012
^BC-NWANewsAlert,0012<
	   KESTERHOLM, Varland (NWA) _ A crane fell in the harbour.

	   NWA-WF-11-23-26 0611EST<
