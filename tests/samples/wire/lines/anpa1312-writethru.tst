W2870_nwas
r i BC-VA--Varland-HarbourCra 1stLd-Writethru   11-23 0149
^BC-VA--Varland-Harbour Cranes, 1st Ld-Writethru,466<
^Kesterholm takes in ships again<
^NWA Photo KES101, KES102<
^(Eds: Updates with berth. With NWA Photos.)<
^EDITOR'S NOTE _ Part of a series on harbours.<
^The harbour of Kesterholm took in ships after two years. The first came at dawn.<
^By RUNA VIK=
^NWA Harbour Writer=
	   PORT ANSEL, Varland (NWA) _ The harbour took in a ship. 
 
	   ``The quay is safe,'' said the pilot, who went
aboard at dawn.
	   ___
	   Halvard Senn in Kesterholm helped with this story.

	   NWA-WF-11-23-26 1509GMT<


