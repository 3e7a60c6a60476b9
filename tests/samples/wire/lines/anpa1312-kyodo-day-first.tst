K0102_east
d f BC-VA--Tides   23-11-26 0040
^BC-VA--Tides,0040<
^Tides at Kesterholm<
	Hour    Height
	0610    2.1
	1225    0.4

