   ZCZC NWA$T:Rowing Ansel=Ansel regatta^ROWING:  Results of the Ansel regatta*X&T+15045000PORT ANSEL, Dec 7 NWA - Results of the regatta on Sunday:
	
	Men
	1. Tor Lind            6:41.20
	2. Egil Brand          6:44.95
	
	   NWA