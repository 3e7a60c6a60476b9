W2871_nwas
u i BC-VA--Varland-HarbourCra KILL   11-23 0021
^BC-VA--Varland-Harbour Cranes, KILL,21<
^MANDATORY KILL<
^Eds: Members who used the story are asked to publish the kill.<
	   Kill the story BC-VA--Varland-Harbour Cranes. The ship never came.
NWA-WF-11-23-26 1709GMT<
